"""The screens. They talk to the workspace; widgets see the case they are shown and never the store."""

import os

# Read when textual is imported: at 120 frames a key is answered within 8 ms.
os.environ.setdefault("TEXTUAL_FPS", "120")
