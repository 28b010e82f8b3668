"""Property tests are deterministic and know no deadline: a busy machine must not fail them."""

from hypothesis import settings

settings.register_profile("ringbook", deadline=None, derandomize=True, max_examples=80)
settings.load_profile("ringbook")
