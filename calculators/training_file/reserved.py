"""What is set aside for examples, so that it is nobody's: names of hosts, test numbers, printed ones."""

import re


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


RESERVED = re.compile(r"(?:\A|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost|local)\Z")
"""Hosts that are kept for examples (RFC 2606 and 6761)."""

USUAL = re.compile(
    r"\A(?:(?:my|your|some)?(?:domain|email|sample|company|site|host|example|test)\d*|abc|xyz|foo|bar)"
    r"\.(?:com|org|net)\Z"
)
"""Hosts that somebody has, and that stand in everybody's examples."""

ROLES = listed(
    "abuse accounts admin administrator billing booking careers care contact customercare customerservice "
    "do-not-reply donotreply email enquiries example feedback git hello help helpdesk hr info inquiries jobs "
    "kontakt legal mail marketing media name news newsletter no-reply noreply office orders postmaster press "
    "privacy reception reply returns root sales sample security service someone support team test user username "
    "webmaster you you.name your your.email your.name yourname youremail"
)

TEST_CARDS = listed(
    "4111111111111111 4242424242424242 4012888888881881 4000056655665556 4000000000000002 4000002500003155 "
    "4000000000009995 4000000000000077 5555555555554444 5105105105105100 2223003122003222 5200828282828210 "
    "378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 6011000000000004 "
    "30569309025904 38520000023237 3056930009020004 36227206271667 3566002020360505 3530111333300000 "
    "6200000000000005 1234567812345670 4539148803436467"
)
PRINTED_ACCOUNTS = listed(
    "DE89370400440532013000 GB29NWBK60161331926819 GB82WEST12345698765432 FR1420041010050500013M02606 "
    "NL91ABNA0417164300 ES9121000418450200051332 IT60X0542811101000000123456 CH9300762011623852957 "
    "BE68539007547034 AT611904300234573201 PL61109010140000071219812874 SE4550000000058398257466"
)
"""The account numbers that the register itself gives as examples."""

ADVERTISED = frozenset(["078-05-1120", "219-09-9999", "123-45-6789", "123-45-6780", "111-11-1111", "457-55-5462"])
"""Social security numbers that were printed in advertisements and stand in everybody's examples."""

NAME_SERVERS = listed(
    "1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9 123.45.67.89 12.34.56.78 123.123.123.123 208.67.222.222 "
    "208.67.220.220 1.2.3.4 4.3.2.1 2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 "
    "2606:4700:4700::1001"
)
