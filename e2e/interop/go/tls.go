package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
)

// tlsFiles names PEM files. What is not named is not used.
type tlsFiles struct {
	// CA that signed the other side; the client trusts nobody else then, the server asks for a certificate.
	CA          string `json:"ca"`
	Certificate string `json:"certificate"`
	Key         string `json:"key"`
}

func (f *tlsFiles) load() (*x509.CertPool, []tls.Certificate, error) {
	var pool *x509.CertPool
	var certificates []tls.Certificate
	if f.CA != "" {
		pem, err := os.ReadFile(f.CA)
		if err != nil {
			return nil, nil, err
		}
		pool = x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, nil, fmt.Errorf("%s holds no certificate", f.CA)
		}
	}
	if f.Certificate != "" {
		pair, err := tls.LoadX509KeyPair(f.Certificate, f.Key)
		if err != nil {
			return nil, nil, err
		}
		certificates = append(certificates, pair)
	}
	return pool, certificates, nil
}

func (f *tlsFiles) forClient() (*tls.Config, error) {
	if f == nil {
		return nil, nil
	}
	pool, certificates, err := f.load()
	return &tls.Config{RootCAs: pool, Certificates: certificates}, err
}

func (f *tlsFiles) forServer() (*tls.Config, error) {
	if f == nil {
		return nil, nil
	}
	pool, certificates, err := f.load()
	config := &tls.Config{Certificates: certificates, ClientCAs: pool}
	if pool != nil {
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	return config, err
}
