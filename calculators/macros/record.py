"""What a page may call to show the decision record."""

from calculators.page.record_html import decision_record

MACROS = (decision_record,)
