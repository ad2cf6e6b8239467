"""The real content is whole: nothing to complain about, every claim made, every cell of the comparison filled."""

from __future__ import annotations

import re

import pytest

from models.content.catalog import Catalog
from models.content.checks import check_all, claims, claims_of
from models.content.prose import SECTIONS
from models.texts import LANGUAGES
from tests.support import CONCEPTS, PAGES, SERVICES

# What a reader of either language must be able to find: the words without which the claim is not made.
CLAIMS = {
    "L1": (r"sin servidores.*evento.*disponible", r"serverless.*events.*available"),
    "L2": (r"trigger|disparador|milisegundo", r"trigger|millisecond"),
    "L3": (
        r"escalado.*alta disponibilidad.*Python.*Node\.js.*Java",
        r"scaling.*high availab.*Python.*Node\.js.*Java",
    ),
    "L4": (r"\{lambda\.max_duration\}.*rápido", r"\{lambda\.max_duration\}.*quick"),
    "L5": (r"fotos.*redimension.*guarda", r"photo.*resiz.*(saves|stores)"),
    "C1": (r"contenedor.*aplicación.*una sola unidad", r"container.*application.*one unit"),
    "C2": (r"comparten.*anfitrión.*rápidos", r"share the host.*|lighter and faster"),
    "C3": (r"Portabilidad.*Eficiencia.*Consistencia", r"Portability.*Efficiency.*Consistency"),
    "C4": (r"administran, escalan.*disponibles.*orquesta", r"manage, scale.*available.*orchestrat"),
    "C5": (r"ECS.*reglas.*AWS hizo", r"ECS.*rules.*AWS built"),
    "C6": (
        r"EKS.*Kubernetes administrado.*flexibilidad.*híbridas.*varias nubes",
        r"EKS.*managed Kubernetes.*hybrid.*multi",
    ),
    "C7": (
        r"ECR.*registro administrado.*guardadas.*versión.*cifrado",
        r"ECR.*managed registry.*version.*encrypted",
    ),
    "C8": (r"EC2.*control.*Fargate.*serverless.*ECS.*EKS", r"EC2.*control.*Fargate.*serverless.*ECS.*EKS"),
    "C9": (
        r"imagen.*ECR.*ECS o EKS.*EC2.*control.*Fargate.*simplicidad",
        r"image.*ECR.*ECS or EKS.*EC2.*control.*Fargate.*simpl",
    ),
    "C10": (r"diagrama", r"diagram"),
    "C11": (r"copias.*diagrama", r"copies.*diagram"),
    "C12": (
        r"funciones.*evento.*portables.*orquestación automatizada",
        r"functions.*event.*portable.*automated orchestration",
    ),
    "E1": (r"código.*balanceador.*agrega o quita.*salud", r"code.*load balancer.*adds or removes.*health"),
    "E2": (
        r"Java, \.NET, Python, Node\.js.*Docker.*puedes cambiar",
        r"Java, \.NET, Python, Node\.js.*Docker.*can change",
    ),
    "E3": (
        r"aplicación web.*API REST.*móvil.*microservicios",
        r"web application.*REST API.*mobile back end.*microservices",
    ),
    "B1": (r"por lotes.*cola.*capacidad.*paralelo", r"batch.*queue.*capacity.*parallel"),
    "B2": (
        r"big data.*científic.*financiero.*transcodificación.*genómica",
        r"big data.*scientific.*financial.*transcoding.*genomics",
    ),
    "S1": (
        r"virtuales.*VPS.*almacenamiento.*bases de datos.*red.*predecible",
        r"virtual.*VPS.*storage, databases.*networking.*predictable",
    ),
    "S2": (r"negocios pequeños.*desarrolladores.*consola completa", r"small businesses.*developers.*full console"),
    "S3": (
        r"web básica.*blog.*negocio pequeño.*poco tráfico.*probar y aprender",
        r"basic web.*blog.*small business.*low-traffic.*test and learn",
    ),
    "O1": (r"tu centro de datos.*misma consola", r"your data centre.*same console"),
    "O2": (
        r"latencia.*residencia de datos.*remota.*heredado.*migra",
        r"latency.*data residency.*remote.*legacy.*migrated",
    ),
    "V1": (r"servidores virtuales.*control.*total.*base de muchos", r"virtual servers.*full control.*under many"),
    "X1": (r"caso de uso", r"use case"),
}


def test_no_file_has_a_problem() -> None:
    assert [str(problem) for problem in check_all()] == []


def test_every_page_is_there(catalog: Catalog) -> None:
    assert sorted(page.id for page in catalog.pages()) == sorted(PAGES)
    assert sorted(page.id for page in catalog.services()) == sorted(SERVICES)


def test_the_list_of_claims_is_the_agreed_one() -> None:
    assert sorted(claims()) == sorted(CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_is_made_in_words(catalog: Catalog, language: str, claim: str) -> None:
    pattern = CLAIMS[claim][LANGUAGES.index(language)]
    texts = claims_of(catalog, language)[claim]
    assert any(re.search(pattern, text, re.DOTALL | re.IGNORECASE) for text in texts), texts


@pytest.mark.parametrize(("claim", "diagram"), [("C10", "vm_vs_containers"), ("C11", "container_scaling")])
def test_picture_is_linked_where_it_is_promised(catalog: Catalog, language: str, claim: str, diagram: str) -> None:
    items = [item for page in PAGES for item in catalog.prose(page, language).items() if claim in item.claims]
    assert any(span.link == f"diagram:{diagram}" for item in items for span in item.spans)


@pytest.mark.parametrize("service", SERVICES)
def test_every_comparable_attribute_has_a_value(catalog: Catalog, service: str) -> None:
    ids = [attribute.id for group in catalog.attributes.groups for attribute in group.attributes]
    assert len(ids) >= 30
    assert [name for name in ids if catalog.attribute_value(service, name) is None] == []


@pytest.mark.parametrize("service", SERVICES)
def test_service_page_has_its_parts(catalog: Catalog, service: str) -> None:
    page = catalog.service(service)
    assert len(page.headline) == 5
    assert len(page.limits) >= 6
    assert 3 <= len(page.related) <= 6
    assert 2 <= len(page.news) <= 5
    assert page.example
    assert len(catalog.sources_of(service)) >= 2


@pytest.mark.parametrize("page_id", PAGES)
def test_page_has_every_section(catalog: Catalog, language: str, page_id: str) -> None:
    have = {section.id for section in catalog.prose(page_id, language).sections}
    optional = {"how", "avoid", "advantages", "limitations"} if page_id in CONCEPTS else set()
    assert set(SECTIONS) - have - optional == set()


@pytest.mark.parametrize("page_id", PAGES)
def test_news_are_newer_than_the_notes(catalog: Catalog, page_id: str) -> None:
    dates = [news.date for news in catalog.service(page_id).news]
    assert all(re.fullmatch(r"202[56](-\d\d(-\d\d)?)?", date) for date in dates), dates


@pytest.mark.parametrize("page_id", PAGES)
def test_page_leads_on(catalog: Catalog, page_id: str) -> None:
    assert page_id not in [link.id for link in catalog.service(page_id).related]
    assert catalog.service(page_id).related


def test_facts_say_whether_they_are_verified_and_when(catalog: Catalog) -> None:
    facts = [fact for page in PAGES for fact in catalog.facts_of(page).values()]
    assert len(facts) > 400
    assert all(re.fullmatch(r"undated|\d{4}(-\d\d(-\d\d)?)?", fact.as_of) for fact in facts)
    assert any(not fact.verified for fact in facts), "nothing is marked unverified: the marks were lost"


def test_unknown_and_not_applicable_are_said(catalog: Catalog) -> None:
    said = {fact.status for page in SERVICES for fact in catalog.facts_of(page).values()}
    assert {"unknown", "not_applicable"} <= said
