"""Prints, as JSON, what the application of the current folder says of itself. Argument: an empty folder."""

import json
import sys


def main(folder: str) -> None:
    """Make the application and ask it."""
    from aami_events import config
    from aami_events.application import create_app
    from aami_events.foundation.database import db
    from aami_events.foundation.i18n import speaking
    from aami_events.foundation.points import personal_data
    from aami_events.privacy.rules import RULES

    def said(text: object) -> list[str]:
        """In both languages."""
        told = []
        for language in ("fr", "en"):
            with speaking(language):
                told.append(str(text))
        return told

    given = {"DATABASE_URL": f"sqlite:///{folder}/aami.db", "INSTANCE_DIR": folder, "JOBS_URL": "memory://"}
    app = create_app(given | {"SECRET_KEY": "for tests only"})
    with app.app_context():
        register = personal_data()
        personal = {found.feature: sorted(found.columns) for found in register}
        groups = {
            group.key: {"label": said(group.label), "purpose": said(group.purpose), "goes": bool(group.forget)}
            for found in register
            for group in found.groups
        }
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    found = {
        "routes": {name: getattr(app.view_functions[name], "access_rule", None) for name in rules},
        "places": [str(rule) for rule in app.url_map.iter_rules()],
        "columns": [str(column) for table in db.metadata.tables.values() for column in table.columns],
        "personal": personal,
        "groups": groups,
        "rules": {key: rule.days for key, rule in RULES.items()},
        "settings": [(row[0], row[3]) for row in config.SETTINGS],
    }
    print(json.dumps(found))


main(sys.argv[1])
