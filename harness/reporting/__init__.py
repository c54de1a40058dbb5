"""Results to HTML, JSON, JUnit and terminal. Pure functions of the results."""
