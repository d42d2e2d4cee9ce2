"""Persons' names: lists and the words around them."""
