package meetpost.agent.settings.yaml;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import meetpost.broker.pem.CertifiedKey;
import meetpost.broker.pem.PemFile;

/** Opens the certificates and keys that settings name, as the program will when it connects. */
record TlsFiles(Section section, SecretFiles files, ProblemReport report) {

    private static final int LEAST_RSA_BITS = 2048;

    /** Certificates of those who are trusted; empty if there is no such key, or they are wrong. */
    Optional<Path> authorities(Key<Path> key) {
        Optional<PemFile> pem = files.pem(section, key, report);
        if (pem.isEmpty()) {
            return Optional.empty();
        }
        try {
            warnOfDates(pem.get(), pem.get().certificates(), key);
        } catch (IOException e) {
            report.at(section.at(key), String.valueOf(e.getMessage()));
        }
        return Optional.of(pem.get().file());
    }

    /** A list of revoked certificates; empty if there is no such key, or it is wrong. */
    Optional<Path> revocations(Key<Path> key) {
        Optional<PemFile> pem = files.pem(section, key, report);
        if (pem.isEmpty()) {
            return Optional.empty();
        }
        try {
            pem.get().revocations();
        } catch (IOException e) {
            report.at(section.at(key), String.valueOf(e.getMessage()));
        }
        return Optional.of(pem.get().file());
    }

    /** A certificate and its key, found where they are. */
    record Pair(Path certificate, Path key) {}

    /** Both in files of their own; empty if one of them is not there. */
    Optional<Pair> ofAClient(Key<Path> certificateKey, Key<Path> keyKey) {
        Optional<PemFile> certificates = files.pem(section, certificateKey, report);
        Optional<PemFile> key = files.pem(section, keyKey, report);
        if (certificates.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        identity(certificates.get(), certificateKey, key.get(), keyKey);
        return Optional.of(new Pair(certificates.get().file(), key.get().file()));
    }

    /** Both in one file, or in two; empty if one of them is not there. */
    Optional<Pair> ofABroker(Key<Path> certificateKey, Key<Path> keyKey) {
        Optional<PemFile> certificates = files.pem(section, certificateKey, report);
        boolean two = section.has(keyKey);
        Optional<PemFile> key = two ? files.pem(section, keyKey, report) : certificates;
        if (certificates.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Path file = certificates.get().file();
        Optional<CertifiedKey> identity =
                identity(
                        certificates.get(),
                        certificateKey,
                        key.get(),
                        two ? keyKey : certificateKey);
        if (identity.isPresent() && !identity.get().hasNames()) {
            report.warn(
                    section.at(certificateKey),
                    file
                            + " has no subject alternative name, and clients refuse it; expected"
                            + " one that was made with `-addext subjectAltName=DNS:NAME`");
        }
        return Optional.of(new Pair(file, key.get().file()));
    }

    private Optional<CertifiedKey> identity(
            PemFile certificates, Key<Path> certificateKey, PemFile key, Key<Path> keyKey) {
        files.warnOfReaders(key.file(), section.at(keyKey), report);
        try {
            warnOfDates(certificates, certificates.certificates().subList(0, 1), certificateKey);
            warnOfShortKey(certificates, certificates.certificates().get(0), certificateKey);
        } catch (IOException e) {
            report.at(section.at(certificateKey), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        try {
            return Optional.of(CertifiedKey.of(certificates, key));
        } catch (IOException e) {
            report.at(section.at(keyKey), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A warning only: a board without a clock battery may be wrong about the date. */
    private void warnOfDates(PemFile pem, List<X509Certificate> certificates, Key<Path> key) {
        for (X509Certificate each : certificates) {
            String name = each.getSubjectX500Principal().getName();
            try {
                each.checkValidity();
            } catch (CertificateExpiredException e) {
                report.warn(
                        section.at(key),
                        "%s: the certificate of %s has expired on %s, by this machine's clock"
                                .formatted(pem.file(), name, each.getNotAfter().toInstant()));
            } catch (CertificateNotYetValidException e) {
                report.warn(
                        section.at(key),
                        "%s: the certificate of %s is not valid before %s, by this machine's clock"
                                .formatted(pem.file(), name, each.getNotBefore().toInstant()));
            }
        }
    }

    /**
     * OpenSSL at security level 2, Debian's default, takes no RSA key below 112 bits of security.
     */
    private void warnOfShortKey(PemFile pem, X509Certificate own, Key<Path> key) {
        if (own.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            report.warn(
                    section.at(key),
                    "%s has an RSA key of %s bits, and most programs refuse fewer than %s"
                            .formatted(pem.file(), rsa.getModulus().bitLength(), LEAST_RSA_BITS));
        }
    }
}
