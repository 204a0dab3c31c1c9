"""The JSON that the importer prints."""

import json

from store.plan import draft_as_json
from tests.store.plan.reading import read

DOCUMENT = """云川市2024年要点
云川市人民政府
一、基础
1.编制目录，6月底前出台办法。（数据局牵头，财政局配合，9月底前完成）
"""


def test_a_draft_is_one_plain_object() -> None:
    view = draft_as_json(read(DOCUMENT))
    assert json.loads(json.dumps(view)) == view
    assert list(view) == ["tasks", "warnings", "plan", "counts", "refused"]
    assert view["plan"] == {
        "title": "云川市2024年要点",
        "year": 2024,
        "issuer": "云川市人民政府",
        "rules": [],
    }
    assert view["tasks"] == [
        {
            "number": "1",
            "text": "编制目录，6月底前出台办法。",
            "chapter": "基础",
            "section": None,
            "mode": "lead_participants",
            "lead": "数据局",
            "leads": ["数据局"],
            "lead_basis": "stated",
            "departments": ["数据局", "财政局"],
            "open_list": False,
            "complete": True,
            "restricted_suggested": False,
            "deadline": "2024-09-30",
            "deadline_kind": "explicit",
            "deadline_raw": "9月底前完成",
            "milestones": ["2024-06-30"],
            "lines": [4, 4],
        }
    ]
    assert set(view["warnings"][0]) == {"code", "task", "line", "message"}


def test_an_open_end_is_null() -> None:
    view = draft_as_json(read("1.做。\n2.做。（各有关部门负责）\n"))
    first, second = view["tasks"]
    assert (first["mode"], first["lead"], first["lead_basis"], first["deadline"]) == (None,) * 4
    assert (second["mode"], second["lead"]) == ("lead_participants", None)
    assert view["plan"]["title"] is None
