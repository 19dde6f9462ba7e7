"""The cases, a module for each service."""
