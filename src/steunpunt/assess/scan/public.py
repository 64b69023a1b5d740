"""The face of the scan to other modules."""

from steunpunt.assess.scan.actions import load_generated_scans, publish_questionnaire, start_round
from steunpunt.assess.scan.actions.generated import GeneratedScan
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.questionnaires import SHIPPED, shipped_source
from steunpunt.assess.scan.questionnaires.reader import read_questionnaire
from steunpunt.assess.scan.values import Questionnaire

__all__ = [
    "SHIPPED",
    "BoardType",
    "GeneratedScan",
    "Questionnaire",
    "load_generated_scans",
    "publish_questionnaire",
    "read_questionnaire",
    "shipped_source",
    "start_round",
]
