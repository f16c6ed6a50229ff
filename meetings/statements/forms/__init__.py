"""Forms about statements: shapes only."""

from meetings.statements.forms.aligning import (
    AnswerEditForm,
    CertifyForm,
    EditForm,
    ForceForm,
    LanguageEditForm,
    ReviewedForm,
    ReviewerForm,
    ReviewerPick,
    TermForm,
    WaiveForm,
    WaiverForm,
)
from meetings.statements.forms.texts import (
    AddLanguageForm,
    AroundForm,
    BringForm,
    ExportForm,
    OpenForm,
    ReturnForm,
    TextForm,
    WordsForm,
)

__all__ = [
    "AddLanguageForm",
    "AnswerEditForm",
    "AroundForm",
    "BringForm",
    "CertifyForm",
    "EditForm",
    "ExportForm",
    "ForceForm",
    "LanguageEditForm",
    "OpenForm",
    "ReturnForm",
    "ReviewedForm",
    "ReviewerForm",
    "ReviewerPick",
    "TermForm",
    "TextForm",
    "WaiveForm",
    "WaiverForm",
    "WordsForm",
]  # fmt: skip
