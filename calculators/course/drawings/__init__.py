"""The drawings of the lessons: a module for each lesson, a function for each drawing."""
