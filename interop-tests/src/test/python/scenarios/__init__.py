"""The scenarios of src/test/npm/scenarios once more, as far as this client goes. Each module lists its own in SCENARIOS."""
