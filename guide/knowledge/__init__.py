"""The typed catalogue of all the assistant knows: loaded once, validated, looked up by id or by name."""
from guide.knowledge.catalogue import Catalogue
from guide.knowledge.keeper import Keeper
from guide.knowledge.load import KnowledgeError, Problem, default_folder, load, read_catalogue

__all__ = ["Catalogue", "Keeper", "KnowledgeError", "Problem", "default_folder", "load", "read_catalogue"]
