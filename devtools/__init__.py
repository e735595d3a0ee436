"""What `./dev` does: Odoo, Python, PostgreSQL and databases for this repository.

Standard library only: it starts before anything is installed.
"""
