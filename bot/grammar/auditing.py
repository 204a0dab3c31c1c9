"""审计: of everything, of an item, of a person; a page at the end."""

from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.queries import PAGE, page_of
from bot.grammar.refs import Refs, refs_at

_TRIM = " ?？：:，,。"


def audit(a: Arguments) -> Verdict | None:
    """A bare number is an item, as everywhere; a page is 第2页, page 2."""
    rest, page = a.rest.strip(_TRIM), 1
    if found := PAGE.search(rest):
        rest, page = rest[: found.start()].strip(_TRIM), page_of(found)
    page = max(page, 1)
    if not rest:
        return Act(Intent(name="audit", page=page))
    refs = refs_at(a.line.folded, a.at, a.context.highest)
    if isinstance(refs, Ask):
        return refs
    if isinstance(refs, Refs):
        alone = len(refs.numbers) == 1 and not PAGE.sub("", a.line.folded[refs.end :]).strip(_TRIM)
        return Act(Intent(name="audit", tasks=refs.numbers, page=page)) if alone else None
    if a.opening.glued:
        return None
    who = PAGE.sub("", a.text).strip(_TRIM) or rest
    return Act(Intent(name="audit", who=who, page=page))
