package dev.tocsin.local.sql;

import dev.tocsin.local.broker.WithBroker;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that needs a real database and a real Connect worker: its methods may have a {@link SqlStack} as a parameter. */
@Tag("database")
@WithBroker
@ExtendWith(SqlExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithDatabase {}
