package dev.tocsin.http.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCrypt;

class LoginCheckerTest {
    @Test
    void unknownUsersTakeAsLongAsTheKnownUserWithTheHighestCost() throws Exception {
        var users = Map.of(
                "a", BCrypt.hashpw("x", BCrypt.gensalt(4)),
                "b", BCrypt.hashpw("x", BCrypt.gensalt(6)),
                "c", BCrypt.hashpw("x", BCrypt.gensalt(5)));
        var hash = LoginChecker.ofUnknownUser(users);

        assertThat(BcryptHash.cost(hash)).isEqualTo(6);
        assertThat(BcryptHash.problem(hash)).isEmpty();
        try (var checker = new LoginChecker()) {
            assertThat(checker.check(users, new Login("d", "x")).get()).isFalse();
            assertThat(checker.check(users, new Login("b", "x")).get()).isTrue();
        }
    }
}
