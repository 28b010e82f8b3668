"""The call on LiveKit Agents: the only package that imports `livekit.agents`."""
