"""Run by alembic; the connection, with its transaction begun, comes from :mod:`dateline.ledger.database`."""

from __future__ import annotations

from alembic import context

from dateline.ledger.schema import metadata

connection = context.config.attributes["connection"]
# SQLite changes tables within transactions, too, if the driver begins none of its own, which the connection has been told.
context.configure(
    connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=connection.dialect.name == "sqlite"
)
context.run_migrations()
