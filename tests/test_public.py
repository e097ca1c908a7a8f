"""The public surface is what it says it is."""

import types

import mtassist


def test_all_is_sorted_and_is_what_can_be_seen():
    visible = [
        name
        for name, value in vars(mtassist).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    ]
    assert mtassist.__all__ == sorted(visible)


def test_version_is_that_of_the_package():
    from importlib.metadata import version

    assert mtassist.__version__ == version("mtassist")


def test_public_functions_say_what_they_do():
    for name in mtassist.__all__:
        assert getattr(mtassist, name).__doc__, name
