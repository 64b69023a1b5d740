"""The face of hooks to other modules."""

from steunpunt.foundation.hooks.registry import HookKind, register

__all__ = ["HookKind", "register"]
