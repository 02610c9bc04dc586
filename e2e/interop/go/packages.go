package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/open-telemetry/opamp-go/client/types"
	"github.com/open-telemetry/opamp-go/protobufs"
)

// packageStore keeps package files in a folder, and what else is known of them in memory.
type packageStore struct {
	folder   string
	mutex    sync.Mutex
	allHash  []byte
	states   map[string]types.PackageState
	contents map[string][]byte
	reported *protobufs.PackageStatuses
}

var _ types.PackagesStateProvider = (*packageStore)(nil)

func newPackageStore(folder string) *packageStore {
	return &packageStore{
		folder:   folder,
		states:   map[string]types.PackageState{},
		contents: map[string][]byte{},
	}
}

func (s *packageStore) AllPackagesHash() ([]byte, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.allHash, nil
}

func (s *packageStore) SetAllPackagesHash(hash []byte) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.allHash = hash
	return nil
}

func (s *packageStore) Packages() ([]string, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var names []string
	for name := range s.states {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}

func (s *packageStore) PackageState(name string) (types.PackageState, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.states[name], nil
}

func (s *packageStore) SetPackageState(name string, state types.PackageState) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	state.Exists = true
	s.states[name] = state
	return nil
}

func (s *packageStore) CreatePackage(name string, kind protobufs.PackageType) error {
	return s.SetPackageState(name, types.PackageState{Type: kind})
}

func (s *packageStore) FileContentHash(name string) ([]byte, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.contents[name], nil
}

func (s *packageStore) UpdateContent(_ context.Context, name string, data io.Reader, hash, _ []byte) error {
	bytes, err := io.ReadAll(data)
	if err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.contents[name] = hash
	return os.WriteFile(filepath.Join(s.folder, filepath.Base(name)), bytes, 0o600)
}

func (s *packageStore) DeletePackage(name string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.states, name)
	delete(s.contents, name)
	return os.Remove(filepath.Join(s.folder, filepath.Base(name)))
}

func (s *packageStore) LastReportedStatuses() (*protobufs.PackageStatuses, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.reported, nil
}

func (s *packageStore) SetLastReportedStatuses(statuses *protobufs.PackageStatuses) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.reported = statuses
	return nil
}
