"""What a page may call to show the decision record."""

from calculators.kit.record_html import decision_record

MACROS = (decision_record,)
