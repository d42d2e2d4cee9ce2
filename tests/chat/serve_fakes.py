"""Serves the chat with fakes in a process of its own, which a test may kill: DATA_DIR PORT."""

import sys
from pathlib import Path

import uvicorn
from chat_fakes import open_backstage

from assistant.app import create_app
from assistant.config import Settings

if __name__ == "__main__":
    data_dir, port = Path(sys.argv[1]), int(sys.argv[2])
    app = create_app(Settings(data_dir=data_dir), open_backstage(data_dir).services)
    uvicorn.run(app, host="127.0.0.1", port=port, access_log=False, log_level="warning")
