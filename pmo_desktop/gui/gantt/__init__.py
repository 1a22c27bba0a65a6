"""The plan on screen: outline and Gantt as one list, with the gestures that edit it."""
