"""Each plain table of a page stands in a frame of its own."""

from tools.frames import framed


def test_each_plain_table_gets_a_frame_and_no_other() -> None:
    plain, other = "<table>\n<tr><td>1</td></tr>\n</table>", '<table class="matrix"><tr><td>1</td></tr></table>'
    frame = f'<div class="wide">{plain}</div>'
    assert framed(f"<p>{plain}{other}{plain}") == f"<p>{frame}{other}{frame}"
