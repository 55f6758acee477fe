package dev.tocsin.templates;

import dev.tocsin.templates.Statement.Body;

/** A named body, and the text in which it stands. */
record Definition(String name, Source source, Body body) {}
