// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.security.JoinToken.InvalidTokenException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTokenTest {
    private static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");
    private final JoinToken token =
            JoinToken.create(
                    "blue",
                    "ab".repeat(32),
                    List.of("10.0.0.1:7421", "[fd00::1]:7421"),
                    EXPIRY,
                    new SecureRandom());

    @Test
    void comesBackFromItsTextAlsoWithBlanksAround() throws InvalidTokenException {
        assertEquals(token, JoinToken.parse(" " + token.text() + "\n"));
    }

    @Test
    void secretIsKeptAsHashOnlyAndNeverPrinted() {
        assertEquals(token.secretHash(), JoinToken.hash(token.secretId(), token.secret()));
        assertNotEquals(token.secretHash(), JoinToken.hash("other", token.secret()));
        assertFalse(token.toString().contains(token.secret()));
    }

    @Test
    void endsAtItsExpiry() {
        assertFalse(token.expired(EXPIRY.minusSeconds(1)));
        assertTrue(token.expired(EXPIRY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "MST1-abc", "https://example.org"})
    void otherTextIsSaidToBeNoToken(String text) {
        var refused = assertThrows(InvalidTokenException.class, () -> JoinToken.parse(text));
        assertTrue(refused.getMessage().contains("not a join token"));
    }

    @Test
    void everyCutAndEveryChangedLetterIsSaidToBeDamage() {
        String text = token.text();
        for (int end = 5; end < text.length(); end++) {
            assertDamaged(text.substring(0, end));
        }
        for (int at = 5; at < text.length() - 1; at++) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            assertDamaged(text.substring(0, at) + other + text.substring(at + 1));
        }
        assertDamaged(text.substring(0, 20) + "*" + text.substring(21));
    }

    private static void assertDamaged(String text) {
        var refused = assertThrows(InvalidTokenException.class, () -> JoinToken.parse(text), text);
        assertTrue(refused.getMessage().contains("damaged"));
    }
}
