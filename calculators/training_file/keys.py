"""API keys, private keys, login tokens, passwords in a text, told by the forms that their vendors publish."""

import re

from calculators.training_file.reserved import RESERVED

AWS_SECRET = r"(?i:(?:aws_?)?secret_?access_?key)\W{1,5}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
SECRETS = tuple(
    (prefix, r"(?a)(?<![\w\-])" + form)
    for prefix, form in {
        "sk-": r"sk-(?:ant-[a-z]{3,6}\d\d-[\w\-]{60,}|or-v1-[0-9a-f]{60,}|(?:proj|svcacct|admin)-[\w\-]{40,}"
        r"|[A-Za-z0-9]{32,})",
        "AKIA": r"AKIA[A-Z2-7]{16}(?!\w)",
        "ASIA": r"ASIA[A-Z2-7]{16}(?!\w)",
        "ghp_": r"ghp_[A-Za-z0-9]{36}",
        "gho_": r"gho_[A-Za-z0-9]{36}",
        "ghs_": r"ghs_[A-Za-z0-9]{36}",
        "ghu_": r"ghu_[A-Za-z0-9]{36}",
        "ghr_": r"ghr_[A-Za-z0-9]{36}",
        "github_pat_": r"github_pat_[A-Za-z0-9_]{70,}",
        "glpat-": r"glpat-[\w\-]{20,}",
        "glrt-": r"glrt-[\w\-]{20,}",
        "gldt-": r"gldt-[\w\-]{20,}",
        "glptt-": r"glptt-[\w\-]{40}",
        "AIza": r"AIza[\w\-]{35}(?![\w\-])",
        "xox": r"xox[abeoprs]-[A-Za-z0-9\-]{20,}",
        "xapp-": r"xapp-\d-[A-Za-z0-9\-]{20,}",
        "hooks.slack.com/services/": r"hooks\.slack\.com/services/[A-Za-z0-9/]{40,}",
        "_live_": r"[sr]k_live_[A-Za-z0-9]{16,}",
        "hf_": r"hf_[A-Za-z0-9]{34}(?!\w)",
        "api_org_": r"api_org_[A-Za-z0-9]{34}(?!\w)",
        "npm_": r"npm_[A-Za-z0-9]{36}(?!\w)",
        "pypi-": r"pypi-[\w\-]{80,}",
        "SG.": r"SG\.[\w\-]{22}\.[\w\-]{43}",
        "gsk_": r"gsk_[A-Za-z0-9]{50,}",
        "xai-": r"xai-[A-Za-z0-9]{70,}",
        "pplx-": r"pplx-[A-Za-z0-9]{48}",
        "nvapi-": r"nvapi-[\w\-]{60,}",
        "r8_": r"r8_[A-Za-z0-9]{37}(?!\w)",
        "shpat_": r"shpat_[0-9a-fA-F]{32}",
        "dop_v1_": r"dop_v1_[0-9a-f]{64}",
        "aws_secret": AWS_SECRET,
        "AWS_SECRET": AWS_SECRET,
        "SecretAccessKey": AWS_SECRET,
        "AccountKey=": r"AccountKey=[A-Za-z0-9+/]{86}==",
        "GOCSPX-": r"GOCSPX-[\w\-]{28}(?![\w\-])",
        "SK": r"SK[0-9a-f]{32}(?!\w)",
        "-us": r"[0-9a-f]{32}-us\d{1,2}(?!\w)",
        ":AA": r"\d{8,10}:AA[\w\-]{33}(?![\w\-])",
        "_authToken=": r"_authToken=[0-9a-f]{8}-[0-9a-f\-]{27}(?!\w)",
        "sq0": r"sq0(?:atp-[\w\-]{22}|csp-[\w\-]{43})(?![\w\-])",
        "AKC": r"AKC[A-Za-z0-9]{60,}",
        "hvs.": r"hvs\.[\w\-]{90,}",
        "dapi": r"dapi[0-9a-f]{32}(?!\w)",
        ".atlasv1.": r"[A-Za-z0-9]{14}\.atlasv1\.[\w\-]{60,}",
        "lin_api_": r"lin_api_[A-Za-z0-9]{40}(?!\w)",
        "ntn_": r"ntn_[A-Za-z0-9]{46}(?!\w)",
        "PMAK-": r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}(?!\w)",
        "NRAK-": r"NRAK-[A-Z0-9]{27}(?!\w)",
        "glsa_": r"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}(?!\w)",
        "AGE-SECRET-KEY-1": r"AGE-SECRET-KEY-1[A-Z0-9]{58}",
    }.items()
)
OF_KEYS = bytes(120 if (sign < 128 and chr(sign).isalnum()) or sign in b"_-" else 32 for sign in range(256))
SHORTEST = 20
RUN = b"x" * SHORTEST
"""A key has so many signs in a row that are letters, digits, _ or -, here all written as x; unless it has a name."""

NAMES = ("aws_secret", "AWS_SECRET", "SecretAccessKey", "AccountKey=", "hooks.slack.com/")
"""Names that stand before a key, or before what may be cut to shorter pieces by /."""

MADE_UP = re.compile(
    r"(?i)xxxx|your|example|placeholder|redacted|dummy|fake|sample|test.?key|1234567|abcdefg|aaaaaa|0{6}|change.?me|insert"
)
SIGNED = re.compile(r"(?a)(?<![\w\-])eyJ[\w\-]{10,4000}\.eyJ([\w\-]{10,8000})\.[\w\-]{16,}")
JOHN_DOE = "zdWIiOiIxMjM0NTY3ODkwIi"
"""How the token begins that the documentation of JWT shows."""

PRIVATE = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
BODY = re.compile(r"[A-Za-z0-9+/]{40}")
ADDRESS = re.compile(r"://([^\s/:@'\"<>]{1,64}):([^\s/@'\"<>]{3,64})@([\w.\-]{1,64})")
NO_PASSWORDS = re.compile(r"(?i)[${%\[(<*]|pass|pwd|secret|token|xxx|\.\.\.|postgres\Z|root\Z|admin\Z|user\Z|guest\Z")


def has_key(text: str, data: bytes) -> bool:
    """A key with the published prefix of its vendor, or a password within an address; `data` are the text’s bytes."""
    within = text if any(map(text.__contains__, NAMES)) else ""
    if not within and RUN in data.translate(OF_KEYS):
        within = " ".join([word for word in text.split() if len(word) >= SHORTEST])
    for prefix, form in SECRETS if within else ():
        if prefix in within:
            for key in re.finditer(form, within):  # compiled when it is first needed
                if not MADE_UP.search(key[0]) and len(set(key[0])) > 12:
                    return True
    if "://" in text and "@" in text:
        for user, password, host in ADDRESS.findall(text):
            if password != user and not NO_PASSWORDS.match(password) and not host.startswith(("localhost", "127.")):
                return RESERVED.search(host.lower()) is None
    return False


def has_private_key(text: str) -> bool:
    """The block of a private key, with what looks like its bytes."""
    if "-----BEGIN " not in text:
        return False
    return any(BODY.search(text, begin.end(), begin.end() + 400) for begin in PRIVATE.finditer(text))


def has_token(text: str) -> bool:
    """A signed token (JWT), and not the one of its documentation."""
    return "eyJ" in text and any(not token[1].startswith(JOHN_DOE) for token in SIGNED.finditer(text))
