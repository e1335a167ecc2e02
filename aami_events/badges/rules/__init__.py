"""Pure decisions: papers, where each badge goes on them, how text fits, who needs a new one."""
