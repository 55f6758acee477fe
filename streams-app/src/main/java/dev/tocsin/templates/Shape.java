package dev.tocsin.templates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The type of a value as templates see it: its name in error messages, its fields and methods. Immutable. */
public final class Shape<T> {
    /** A field, which is read, or a method, which is called. */
    record Member(boolean isMethod, BiFunction<Object, Arguments, Object> read, Signature signature) {
        public Object of(Object owner, Arguments arguments) {
            return read.apply(owner, arguments);
        }
    }

    private final String name;
    private final Class<T> type;
    private final Object absent;
    private final Map<String, Member> members;

    private Shape(String name, Class<T> type, Object absent, Map<String, Member> members) {
        this.name = name;
        this.type = type;
        this.absent = absent;
        this.members = members;
    }

    /** A type without members. */
    public static <T> Shape<T> named(String name, Class<T> type) {
        return new Shape<>(name, type, null, Map.of());
    }

    public Shape<T> field(String field, Function<T, ?> value) {
        return with(field, new Member(false, (owner, none) -> value.apply(type.cast(owner)), Signature.of()));
    }

    public Shape<T> method(String method, Signature signature, BiFunction<T, Arguments, ?> body) {
        BiFunction<Object, Arguments, Object> call = (owner, arguments) -> body.apply(type.cast(owner), arguments);
        return with(method, new Member(true, call, signature));
    }

    public Shape<T> method(String method, Function<T, ?> body) {
        return method(method, Signature.of(), (owner, none) -> body.apply(owner));
    }

    /** For maps: what an absent key reads as. */
    public Shape<T> absent(Object value) {
        return new Shape<>(name, type, value, members);
    }

    String name() {
        return name;
    }

    Object absent() {
        return absent;
    }

    Optional<Member> member(String member) {
        return Optional.ofNullable(members.get(member));
    }

    private Shape<T> with(String memberName, Member member) {
        var more = new LinkedHashMap<>(members);
        more.put(memberName, member);
        return new Shape<>(name, type, absent, Map.copyOf(more));
    }
}
