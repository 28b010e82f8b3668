"""The call's mind, shared by both brains: state, legal actions, claims, plan. Pure."""
