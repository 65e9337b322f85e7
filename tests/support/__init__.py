"""What several tests share: the command run in a process, pages read back, a browser, designs of 0.1."""
