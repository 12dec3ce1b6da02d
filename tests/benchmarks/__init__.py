"""The benchmark that a user can run: `python -m tests.benchmarks`. One file for each thing that is measured."""
