"""The REST door of the plans room."""

from ninja import Router

from luodi.plans.api.adjusting import router as adjusting
from luodi.plans.api.carrying import router as carrying
from luodi.plans.api.consultation import router as consultation
from luodi.plans.api.deciding import router as deciding
from luodi.plans.api.decomposition import router as decomposition
from luodi.plans.api.importing import router as reading
from luodi.plans.api.overview import router as overview
from luodi.plans.api.planning import router as planning
from luodi.plans.api.supervision import router as supervision

__all__ = ["router"]

router = Router(tags=["plans"])
router.add_router("", reading)
router.add_router("", deciding)
router.add_router("", consultation)
router.add_router("", decomposition)
router.add_router("", supervision)
router.add_router("", planning)
router.add_router("", overview)
router.add_router("", adjusting)
router.add_router("", carrying)
