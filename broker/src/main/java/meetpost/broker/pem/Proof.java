package meetpost.broker.pem;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

/** Something that a private key has signed. */
final class Proof {

    private static final Map<String, String> ALGORITHMS =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private static final byte[] ANYTHING = {1, 2, 3};

    private final String algorithm;
    private final byte[] signature;

    private Proof(String algorithm, byte[] signature) {
        this.algorithm = algorithm;
        this.signature = signature;
    }

    /**
     * Signs.
     *
     * @throws GeneralSecurityException if this Java cannot with such a key
     */
    static Proof of(PrivateKey key) throws GeneralSecurityException {
        String algorithm = ALGORITHMS.getOrDefault(key.getAlgorithm(), key.getAlgorithm());
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(ANYTHING);
        return new Proof(algorithm, signer.sign());
    }

    /** Whether that is the other half of the key. */
    boolean convinces(PublicKey other) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(other);
        verifier.update(ANYTHING);
        return verifier.verify(signature);
    }
}
