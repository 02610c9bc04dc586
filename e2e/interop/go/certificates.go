package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// authority signs certificates.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// makeCertificates writes, as NAME.pem and NAME-key.pem: ca and other-ca, and, signed by ca, server for
// localhost and 127.0.0.1 and agent for clients; stranger is an agent's, signed by other-ca.
func makeCertificates(folder string) error {
	ca, err := makeAuthority(folder, "ca")
	if err != nil {
		return err
	}
	other, err := makeAuthority(folder, "other-ca")
	if err != nil {
		return err
	}
	if err := ca.issue(folder, "server", x509.ExtKeyUsageServerAuth); err != nil {
		return err
	}
	if err := ca.issue(folder, "agent", x509.ExtKeyUsageClientAuth); err != nil {
		return err
	}
	return other.issue(folder, "stranger", x509.ExtKeyUsageClientAuth)
}

func makeAuthority(folder, name string) (*authority, error) {
	template := template(name)
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	made := &authority{certificate: template, key: key}
	return made, made.write(folder, name, template, key)
}

func (a *authority) issue(folder, name string, usage x509.ExtKeyUsage) error {
	template := template(name)
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{usage}
	template.DNSNames = []string{"localhost"}
	template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	return a.write(folder, name, template, key)
}

func (a *authority) write(folder, name string, template *x509.Certificate, key *ecdsa.PrivateKey) error {
	signed, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := writePEM(filepath.Join(folder, name+".pem"), "CERTIFICATE", signed); err != nil {
		return err
	}
	return writePEM(filepath.Join(folder, name+"-key.pem"), "PRIVATE KEY", private)
}

func template(name string) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		fail(err)
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.Add(24 * time.Hour),
	}
}

func writePEM(path, kind string, bytes []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600)
}
