"""One PDF in a process of its own: a document as JSON on standard input, the bytes thrown away."""

import json
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    import django

    django.setup()
    from reports.document import from_json
    from reports.writers.pdf import write_pdf

    sys.stdout.write(str(len(write_pdf(from_json(json.load(sys.stdin)), {}))))
