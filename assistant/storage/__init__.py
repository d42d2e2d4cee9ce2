"""What is kept: SQLAlchemy models, migrations, keys. Database errors leave this package as StorageError only."""
