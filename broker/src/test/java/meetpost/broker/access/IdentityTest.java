package meetpost.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.settings.Access;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a client is: certificate, user name, password file and allow-anonymous, each with each. */
class IdentityTest {

    /**
     * {@code -} is none. The first three columns are the listener's: whether it asks for
     * certificates, has a password file, lets in without a user. Then the certificate's name and
     * the user name of CONNECT. Whether there are access rules changes nothing.
     */
    @ParameterizedTest
    @CsvSource({
        // Open.
        "no, no, yes, -, -, known as -",
        "no, no, yes, -, u, known as u",
        // Nobody.
        "no, no, no, -, -, refused: it gives no user name",
        "no, no, no, -, u, 'refused: user u: unknown, or a wrong password'",
        // Passwords.
        "no, yes, no, -, -, refused: it gives no user name",
        "no, yes, no, -, u, claims u",
        "no, yes, yes, -, -, known as -",
        "no, yes, yes, -, u, claims u",
        // A certificate that the listener did not ask for says nothing.
        "no, yes, no, c, u, claims u",
        "no, no, yes, c, u, known as u",
        // Certificates: their name, whatever else there is.
        "yes, no, no, c, -, known as c",
        "yes, no, no, c, c, known as c",
        "yes, no, no, c, u, 'refused: its certificate is of c, not of u'",
        "yes, no, yes, c, -, known as c",
        "yes, no, yes, c, u, 'refused: its certificate is of c, not of u'",
        "yes, yes, no, c, -, known as c",
        "yes, yes, no, c, c, known as c",
        "yes, yes, no, c, u, 'refused: its certificate is of c, not of u'",
        "yes, yes, yes, c, -, known as c",
        "yes, yes, yes, c, u, 'refused: its certificate is of c, not of u'",
        "yes, yes, yes, c, C, 'refused: its certificate is of c, not of C'",
        "yes, yes, yes, c, '', 'refused: its certificate is of c, not of '",
        // A certificate that names nobody is nobody's.
        "yes, no, yes, -, -, 'refused: its certificate has no common name, or several'",
        "yes, no, yes, '', '', 'refused: its certificate has no common name, or several'",
        "yes, yes, yes, -, u, 'refused: its certificate has no common name, or several'",
    })
    void isDecidedInOnePlace(
            String certificates,
            String passwords,
            String anonymous,
            String certified,
            String user,
            String expected) {
        for (Map<String, Access.Rule> rules :
                List.of(
                        Map.<String, Access.Rule>of(),
                        Map.of("u", new Access.Rule(List.of("#"), List.of("#"))))) {
            var access =
                    new Access(
                            anonymous.equals("yes"),
                            passwords.equals("yes")
                                    ? Optional.of(Path.of("passwords"))
                                    : Optional.empty(),
                            rules,
                            List.of());
            Identity identity =
                    Identity.of(
                            new ListenerPolicy(access, certificates.equals("yes"), null),
                            certified.equals("-") ? null : certified,
                            user.equals("-") ? null : user);

            assertEquals(expected, shown(identity));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'CN=kelder,O=huis', kelder",
        "'O=huis,CN=kelder', kelder",
        "'C=NL+CN=kelder,O=huis', kelder",
        "'CN=Jan\\, Piet', 'Jan, Piet'",
        "O=huis, -",
        "'CN=kelder,CN=admin', -",
        "'CN=admin+CN=kelder', -",
        "CN=#0403010203, -",
        "'', -",
    })
    void takesTheOneCommonNameOfASubject(String subject, String expected) {
        String name = Tls.commonName(subject);

        assertEquals(expected, name == null ? "-" : name);
    }

    private static String shown(Identity identity) {
        if (identity instanceof Identity.Known known) {
            return "known as " + (known.user() == null ? "-" : known.user());
        }
        if (identity instanceof Identity.Claimed claimed) {
            return "claims " + claimed.user();
        }
        return "refused: " + ((Identity.Refused) identity).text();
    }
}
