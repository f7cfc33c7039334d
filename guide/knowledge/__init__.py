"""The typed catalogue of all the assistant knows: loaded once, validated, looked up by id or by name."""
from guide.knowledge.catalogue import Catalogue
from guide.knowledge.in_use import Made, Shelf, load, put_to_use
from guide.knowledge.keeper import Keeper
from guide.knowledge.load import KnowledgeError, Problem, default_folder, read_catalogue

__all__ = ["Catalogue", "Keeper", "KnowledgeError", "Made", "Problem", "Shelf", "default_folder", "load", "put_to_use",
           "read_catalogue"]
