package dev.tocsin.templates;

import dev.tocsin.templates.Statement.Body;

/** A named template body and its source. */
record Definition(String name, TemplateSource source, Body body) {}
