"""The scan over REST. Every answer comes from the same access, actions and queries as the pages."""

from steunpunt.assess.scan.rest import (
    comparing,
    comparing_apart,
    contributing,
    evidence,
    filling,
    following_up,
    opportunities,
    papers,
    quality,
    reviewing,
    sharing,
    submitting,
    together,
)
from steunpunt.assess.scan.rest.rounds import router as rounds
from steunpunt.assess.scan.rest.scans import router

router.add_router("", comparing.router)
router.add_router("", opportunities.router)
router.add_router("", comparing_apart.router)
router.add_router("", quality.router)
router.add_router("", reviewing.router)
router.add_router("", contributing.router)
router.add_router("", evidence.router)
router.add_router("", filling.router)
router.add_router("", following_up.router)
router.add_router("", papers.router)
router.add_router("", sharing.router)
router.add_router("", submitting.router)
rounds.add_router("", together.router)
open_data = sharing.public

__all__ = ["open_data", "rounds", "router"]
