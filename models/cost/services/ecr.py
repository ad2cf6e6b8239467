"""Amazon ECR: storage of the workload's images and pulls that leave the region. It runs nothing."""

from __future__ import annotations

from models.cost import companions
from models.cost.demand import MB_PER_GB
from models.cost.ledger import Case, Totals


def bill(case: Case, out: Totals) -> None:
    """The registry's month for this workload: every version counted whole; pulls inside the region are free."""
    w = case.w
    gb = w.image_mb * w.image_versions / MB_PER_GB
    out.line("ecr_storage", gb, "ecr.storage", images=w.image_versions, mb=w.image_mb, gb=gb)
    companions.data_out(case, out)
    if out.keeps_words:
        out.warn("cost.warning.ecr_only_registry")
        out.because("registry", images=w.image_versions, gb=gb)
