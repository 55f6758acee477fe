package dev.tocsin.local.sql;

import dev.tocsin.local.broker.WithBroker;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a test with a real database and Connect worker; test methods can have a {@link SqlStack} parameter. */
@Tag("database")
@WithBroker
@ExtendWith(SqlExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithDatabase {}
