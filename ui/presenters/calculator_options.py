"""The ways of buying and running as the form shows and takes them, and the charges a person adds. Qt-free."""

from __future__ import annotations

from typing import get_args

import msgspec

from models import formats
from models.cost.limits import load_limits
from models.cost.options import Extra, Options
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.errors import InputError
from models.scenario.scenario import MOST_OF_AN_EXTRA, clean_name
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_fields import Field

ANY = (0.0, 1e9, False)
SOME = (0.0, 1e9, True)
MOST_EXTRAS, MOST_OFFERED = 20, 4


def _number(
    name: str, group: str, unit: str, within: tuple[float, float, bool] = ANY, blank: bool = False
) -> Field:
    return Field(name, group, ((unit, 1.0),), blank=blank, within=within)


NUMBERS: tuple[Field, ...] = (
    _number("root_gb", "servers", "GB"),
    _number("os_memory_mb", "servers", "MB"),
    _number("lcu", "servers", "lcu", blank=True),
    _number("requests_per_connection", "servers", "each", SOME),
    _number("provisioned", "functions", "environments"),
    _number("provisioned_hours", "functions", "h", blank=True),
    _number("tenant_environments", "functions", "per_month"),
    _number("poller_hours", "functions", "h"),
    _number("durable_operations", "functions", "operations"),
    _number("durable_kb", "functions", "KB"),
    _number("durable_months", "functions", "months"),
    _number("own_server_vcpu", "own", "vCPU", SOME),
    _number("own_server_gb", "own", "GB", SOME),
    _number("outposts_contract", "own", "USD", blank=True),
    _number("outposts_months", "own", "months", SOME),
    _number("outposts_vcpu", "own", "vCPU", blank=True),
    _number("lambda_concurrency", "quotas", "environments", blank=True),
    _number("fargate_vcpu", "quotas", "vCPU", blank=True),
    _number("ec2_vcpu", "quotas", "vCPU", blank=True),
    _number("lightsail_instances", "quotas", "instances", blank=True),
    Field("failure_rate", "quotas", (("%", 0.01),), within=(0.0, 0.99, False)),
    Field("attempts", "quotas", (("attempts", 1.0),), whole=True, within=(1.0, 100.0, False)),
    _number("interruptions_per_hour", "quotas", "per_hour", (0.0, 60.0, False)),
)
NUMBER = {field.name: field for field in NUMBERS}
_EXTRA = {part: Field(part, "", ((unit, 1.0),), within=(0.0, MOST_OF_AN_EXTRA, False)) for part, unit in (
    ("quantity", "per_month"), ("price", "USD"))}  # fmt: skip
CHOICES: dict[str, str] = {
    "ecs_mode": "modes",
    "eks_mode": "modes",
    "eks_support": "modes",
    "eks_tier": "modes",
    "batch_mode": "modes",
    "beanstalk_mode": "modes",
    "lightsail_mode": "modes",
    "lambda_mode": "functions",
    "poller_kind": "functions",
    "batch_on": "quotas",
}
"""Choices among a few words, and the group each stands in."""
SWITCHES: dict[str, str] = {
    "lightsail_ipv6": "modes",
    "burstable": "servers",
    "snap_start": "functions",
    "streaming": "functions",
    "on_premises": "own",
}
"""What is on or off. `on_premises` is of the workload, the others are ways of buying."""
GROUPS = ("modes", "servers", "functions", "own", "quotas")
STARTING = {
    "lambda_concurrency": "lambda.concurrency",
    "fargate_vcpu": "fargate.vcpu_quota",
    "ec2_vcpu": "ec2.vcpu_quota",
    "lightsail_instances": "lightsail.instance_quota",
}
"""Quotas that are the starting ones of these facts when left empty."""
_TIMED = DurationOptions.__struct_fields__
_ALLOWED = {field.name: get_args(field.type) for field in msgspec.structs.fields(Options)}
_ALLOWED["batch_on"] = ("fargate", "ec2")


def allowed(name: str) -> tuple[str, ...]:
    """The words a choice may take, in their order."""
    return _ALLOWED[name]


class NumberView(msgspec.Struct, frozen=True):
    """A number as shown: its text, unit, what was understood while it is typed, and what stands for empty."""

    text: str
    unit: str
    echo: str
    placeholder: str


class OptionDesk:
    """Shows and changes options and quotas of the presenter; typing stays one step until the field is left."""

    def __init__(self, presenter: CalculatorPresenter) -> None:
        self._presenter = presenter

    @property
    def _options(self) -> Options:
        return self._presenter.options

    def value(self, name: str) -> object:
        """A choice or a switch as it stands."""
        return getattr(self._holder(name), name)

    def _holder(self, name: str) -> Workload | Options | DurationOptions:
        if name in _TIMED:
            return self._presenter.quotas
        return self._presenter.workload if name == "on_premises" else self._options

    def choose(self, name: str, value: object) -> None:
        """Set a choice or a switch, as one step."""
        if name == "on_premises":
            self._presenter.set_choice(name, value)
        elif name in _TIMED:
            self._presenter.seal()
            self._put(name, **{name: value})
            self._presenter.seal()
        else:
            self._presenter.set_option(name, value)

    def number(self, name: str, typed: str | None = None) -> NumberView:
        """A number as it should look; `typed` is what stands in it while it is being edited."""
        field, t, language = NUMBER[name], self._presenter.display.texts.t, self._presenter.language
        text = fields.shown(field, float(str(self.value(name))), field.scale[0][0], language)
        unit = t(f"options.unit.{field.scale[0][0]}")
        plain = typed is None or not typed.strip() or typed.strip() == text
        placeholder = self._blank(name) if field.blank and not text else ""
        return NumberView(text, unit, "" if plain else f"= {text}{formats.NBSP}{unit}", placeholder)

    def _blank(self, name: str) -> str:
        """What an empty field stands for."""
        t, language = self._presenter.display.texts.t, self._presenter.language
        if name in STARTING:
            return t("options.blank.quota", value=formats.number(load_limits().value(STARTING[name]), language))
        return t(f"options.blank.{name}")

    def set_number(self, name: str, text: str) -> str:
        """Take what was typed. Returns what is wrong with it; then nothing changes."""
        field = NUMBER[name]
        try:
            value, _ = fields.read(field, text, field.scale[0][0], self._presenter.language)
        except InputError as error:
            return self._presenter.display.texts.error(error)
        self._put(name, **{name: value})
        return ""

    def set_instance(self, text: str) -> str:
        """Take the name of an EC2 type; empty means the cheapest. Returns what is wrong; then nothing changes."""
        name = text.strip().lower()
        if name and self._presenter.book().ec2.row_of(name) is None:
            t, region = self._presenter.display.texts.t, self._presenter.state.region
            near = ", ".join(self._near(name))
            key = "options.error.no_type_near" if near else "options.error.no_type"
            return t(key, text=text.strip(), region=region, near=near)
        self._put("instance_type", instance_type=name)
        return ""

    def _near(self, name: str) -> list[str]:
        """A few types the region sells that begin like what was typed."""
        sold = self._presenter.book().ec2.names
        for length in range(len(name), 1, -1):
            found = sorted(one for one in sold if one.startswith(name[:length]))
            if found:
                return found[:MOST_OFFERED]
        return []

    def changed(self) -> tuple[tuple[str, str], ...]:
        """What differs from how things run and are bought by default: name and value in words."""
        t = self._presenter.display.texts.t
        usual = msgspec.structs.asdict(Options()) | msgspec.structs.asdict(DurationOptions())
        now = {name: self.value(name) for name in (*CHOICES, "instance_type", *NUMBER, *SWITCHES)}
        rows = []
        for name, value in now.items():
            if name in SWITCHES and value != usual.get(name, False):
                rows.append((t(f"options.chip.{name}"), t("share.yes" if value else "share.no")))
            elif name not in SWITCHES and value != usual[name]:
                rows.append((t(f"options.field.{name}"), self._in_words(name, value)))
        rows += [(name, f"{quantity} × {price} USD") for name, quantity, price in self.extras()]
        return tuple(rows)

    def _in_words(self, name: str, value: object) -> str:
        if name in CHOICES:
            return self._presenter.display.texts.t(f"options.value.{name}.{value}")
        if name in NUMBER:
            view = self.number(name)
            return f"{view.text or view.placeholder} {view.unit}".strip()
        return str(value)

    # charges the person adds

    @property
    def _extras(self) -> tuple[Extra, ...]:
        return self._options.extras

    def extras(self) -> tuple[tuple[str, str, str], ...]:
        """Each charge as text: name, quantity, price."""
        extras = self._extras
        return tuple((one.name, self._part(one, "quantity"), self._part(one, "price")) for one in extras)

    @property
    def may_add(self) -> bool:
        """Whether another charge fits."""
        return len(self._options.extras) < MOST_EXTRAS

    def add_extra(self) -> None:
        """One more charge, of nothing yet, as one step."""
        extras, t = self._options.extras, self._presenter.display.texts.t
        if self.may_add:
            taken = {one.name for one in extras}
            names = (t("options.extra.new", number=number) for number in range(1, MOST_EXTRAS + 2))
            fresh = Extra(next(name for name in names if name not in taken), 1.0, 0.0)
            self._presenter.set_option("extras", (*extras, fresh))

    def remove_extra(self, index: int) -> None:
        """Without one of the charges, as one step."""
        extras = self._options.extras
        self._presenter.set_option("extras", extras[:index] + extras[index + 1 :])

    def set_extra(self, index: int, part: str, text: str) -> str:
        """Take what was typed into `name`, `quantity` or `price`. Returns what is wrong; then nothing changes."""
        presenter, extras = self._presenter, list(self._options.extras)
        value: object = clean_name(text)
        if part == "name" and not value:
            return presenter.display.texts.t("options.error.name")
        if part != "name":
            field = _EXTRA[part]
            try:
                value, _ = fields.read(field, text, field.scale[0][0], presenter.language)
            except InputError as error:
                return presenter.display.texts.error(error)
        extras[index] = msgspec.structs.replace(extras[index], **{part: value})
        self._put(f"extras{index}{part}", extras=tuple(extras))
        return ""

    def _part(self, extra: Extra, part: str) -> str:
        field = _EXTRA[part]
        return fields.shown(field, getattr(extra, part), field.scale[0][0], self._presenter.language)

    def _put(self, gesture: str, **parts: object) -> None:
        presenter = self._presenter
        if set(parts) <= set(_TIMED):
            presenter.steps.set_quotas(msgspec.structs.replace(presenter.quotas, **parts), f"option:{gesture}")
            return
        options = msgspec.structs.replace(self._options, **parts)
        presenter.steps.change(presenter.workload, options, f"option:{gesture}")
